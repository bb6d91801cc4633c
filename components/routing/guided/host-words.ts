/** A host of the cluster as people call it: its service's name. */
export function shortHost(host: string): string {
  return /^([^.]+)\.[^.]+\.svc\./.exec(host)?.[1] ?? host
}
