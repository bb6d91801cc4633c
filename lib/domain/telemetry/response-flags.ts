/**
 * Envoy's flags that say that a request ended at the caller's proxy: nobody at the other side ever saw its last attempt (T2).
 * UH no healthy upstream, UF connection failed, UO overflow, NR no route, NC no cluster, NFCF filter config missing,
 * FI fault injected, RL/RLSE rate limited, UAEX refused by authorization, DO dropped by load, IH bad headers, OM overload, DF DNS failed.
 */
const endedAtCaller: ReadonlySet<string> = new Set('UH UF UO NR NC NFCF FI RL RLSE UAEX DO IH OM DF'.split(' '))

export const NO_FLAGS = '-'

/** The single flags of a label value: `UF,URX` are two, `-` is none. */
export function flagList(flags: string): string[] {
  return flags === NO_FLAGS || flags === '' ? [] : flags.split(',')
}

/** Whether a source-reported series with these flags counts requests that never reached a destination. */
export function neverArrived(flags: string): boolean {
  return flagList(flags).some((flag) => endedAtCaller.has(flag))
}

/** Whether the caller gave up waiting (UT), which the callee can only report as a lost client (DC). */
export function timedOutAtCaller(flags: string): boolean {
  const list = flagList(flags)
  return list.includes('UT') && !list.some((flag) => endedAtCaller.has(flag))
}

/** Whether the caller's connection to the callee ended before an answer (UC), though it waited and had one. */
export function lostConnection(flags: string): boolean {
  const list = flagList(flags)
  return list.includes('UC') && !list.includes('UT') && !list.some((flag) => endedAtCaller.has(flag))
}

/** Whether the callee lost its client before it answered. */
export function lostClient(flags: string): boolean {
  return flagList(flags).includes('DC')
}

/** A regular expression for PromQL that matches every value for which `neverArrived` holds. */
export const neverArrivedPattern = `(.*,)?(${[...endedAtCaller].join('|')})(,.*)?`
