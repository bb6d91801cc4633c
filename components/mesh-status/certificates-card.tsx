import type { CertificatesResponse } from '../../lib/contract/mesh.ts'
import { counted } from '../../lib/client/format/number.ts'
import { age } from '../../lib/client/format/time.ts'
import { useNow } from '../shell/use-now.ts'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { StatusMark, statusStyle, type Status } from '../ui/status-mark.tsx'
import { certificateStatus } from './certificate-status.ts'

/** Certificates that need somebody, then how the others stand, then the roots. */
export function CertificatesCard({ certificates }: { certificates: CertificatesResponse | undefined }) {
  const now = useNow()
  if (certificates === undefined || now === null)
    return (
      <Card title="Certificates">
        <SkeletonRows rows={3} />
      </Card>
    )
  const { workloads, roots, notReported } = certificates
  const troubled = workloads.filter(({ state }) => state !== 'fresh')
  const fresh = workloads.filter(({ state }) => state === 'fresh')
  const shortest = Math.min(...fresh.map(({ certificate }) => Date.parse(certificate.notAfter)))
  return (
    <Card title="Certificates" hint="worst first">
      <ul className="flex flex-col gap-1 px-3.5 py-2.5 text-dense">
        {troubled.slice(0, 5).map(({ namespace, workload, pod, state, certificate, failure }) => (
          <li key={`${namespace}/${pod}`}>
            <Line status={certificateStatus[state].status} end={endText(certificate.notAfter, now)}>
              <b className="truncate font-semibold">{`${namespace}/${workload ?? pod}`}</b>
            </Line>
            <p className="ml-5 text-small text-ink-3">
              {failure === null
                ? `${certificateStatus[state].word}.`
                : `Renewal refused${failure.at === null ? '' : ` ${age(now - Date.parse(failure.at))} ago`}: ${failure.message}`}
            </p>
          </li>
        ))}
        {fresh.length === 0 ? null : (
          <li>
            <Line status="healthy" end={`shortest ${age(shortest - now)}`}>
              {counted(fresh.length, 'workload certificate')}
            </Line>
          </li>
        )}
        {roots.map(({ state, certificate, proxies }) => (
          <li key={certificate.serial}>
            <Line
              status={certificateStatus[state].status}
              end={
                state === 'fresh' ? `until ${certificate.notAfter.slice(0, 10)}` : endText(certificate.notAfter, now)
              }
            >
              <span
                className="truncate"
                title={`${certificate.subject}, trusted by ${counted(proxies, 'proxy').replace('proxys', 'proxies')}`}
              >
                Root <span className="mono text-small">{certificate.subject}</span>
              </span>
            </Line>
          </li>
        ))}
        {notReported === 0 ? null : (
          <li>
            <Line status="unknown" end="">
              {`${notReported} not reported by the control plane`}
            </Line>
          </li>
        )}
        {workloads.length + roots.length + notReported === 0 ? (
          <li className="text-ink-2">No certificate is known.</li>
        ) : null}
      </ul>
    </Card>
  )
}

function Line({ status, end, children }: { status: Status; end: string; children: React.ReactNode }) {
  const tone = status === 'healthy' || status === 'unknown' ? 'text-ink-2' : statusStyle[status].text
  return (
    <span className="flex min-h-6 items-center gap-2">
      <StatusMark status={status} />
      <span className="flex min-w-0 flex-1 items-baseline gap-1.5">{children}</span>
      <span className={`flex-none whitespace-nowrap ${tone}`}>{end}</span>
    </span>
  )
}

function endText(notAfter: string, now: number): string {
  const end = Date.parse(notAfter)
  return end <= now ? `ended ${age(now - end)} ago` : `${age(end - now)} left`
}
