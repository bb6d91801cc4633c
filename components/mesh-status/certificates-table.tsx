import type { CertificatesResponse } from '../../lib/contract/mesh.ts'
import { age, dateTime } from '../../lib/client/format/time.ts'
import { useNow } from '../shell/use-now.ts'
import { Note } from '../ui/note.tsx'
import { ScrollAcross } from '../ui/scroll-region.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { StatusWord } from '../ui/status-mark.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'
import { certificateStatus } from './certificate-status.ts'

/** Every certificate with who it is for, who signed it and how long it is good. */
export function CertificatesTable({ certificates }: { certificates: CertificatesResponse | undefined }) {
  if (certificates === undefined)
    return (
      <Card title="Certificates">
        <SkeletonRows rows={6} />
      </Card>
    )
  const { workloads, roots, notReported, notAsked } = certificates
  return (
    <>
      {notReported + notAsked === 0 ? null : (
        <Note>
          {notReported === 0
            ? ''
            : `${notReported} certificates are not reported: this control plane does not tell of them. `}
          {notAsked === 0
            ? ''
            : `${notAsked} more proxies were not asked; those whose certificate ends first are shown.`}
        </Note>
      )}
      <Roots roots={roots} />
      <Card title="Workload certificates" hint="worst first">
        {workloads.length === 0 ? (
          <p className="px-3.5 py-3 text-dense text-ink-2">No proxy’s certificate is known.</p>
        ) : (
          <div className="max-h-[70vh] overflow-auto">
            <Table label="Workload certificates">
              <TableHead>
                <HeadCell>State</HeadCell>
                <HeadCell>Pod</HeadCell>
                <HeadCell>Namespace</HeadCell>
                <HeadCell>Identity</HeadCell>
                <HeadCell>Issuer</HeadCell>
                <HeadCell>Valid from</HeadCell>
                <HeadCell>Valid until</HeadCell>
                <HeadCell align="end">Left</HeadCell>
              </TableHead>
              <tbody>
                {workloads.map((one) => (
                  <WorkloadRow key={`${one.namespace}/${one.pod}`} one={one} />
                ))}
              </tbody>
            </Table>
          </div>
        )}
      </Card>
    </>
  )
}

function WorkloadRow({ one }: { one: CertificatesResponse['workloads'][number] }) {
  const now = useNow()
  const { state, pod, namespace, certificate, failure } = one
  const { status, word } = certificateStatus[state]
  return (
    <Row>
      <Cell>
        <StatusWord status={status}>{word}</StatusWord>
      </Cell>
      <Cell className="mono">{pod}</Cell>
      <Cell className="text-ink-2">{namespace}</Cell>
      <Cell
        className="mono max-w-96 truncate text-small"
        title={failure?.message ?? certificate.spiffe ?? certificate.subject}
      >
        {failure === null ? (certificate.spiffe ?? certificate.subject) : failure.message}
      </Cell>
      <Cell className="mono text-small text-ink-2">{certificate.issuer}</Cell>
      <Cell className="text-ink-2">{dateTime(Date.parse(certificate.notBefore))}</Cell>
      <Cell className="text-ink-2">{dateTime(Date.parse(certificate.notAfter))}</Cell>
      <Cell align="end">{now === null ? '' : age(Date.parse(certificate.notAfter) - now)}</Cell>
    </Row>
  )
}

function Roots({ roots }: Pick<CertificatesResponse, 'roots'>) {
  const now = useNow()
  return (
    <Card title="Roots of trust" hint="what proxies check each other against">
      {roots.length === 0 ? (
        <p className="px-3.5 py-3 text-dense text-ink-2">
          No root is published in ConfigMap istio-ca-root-cert and no proxy names one.
        </p>
      ) : (
        <ScrollAcross label="Certificates">
          <Table label="Roots of trust">
            <TableHead>
              <HeadCell>State</HeadCell>
              <HeadCell>Subject</HeadCell>
              <HeadCell>Published</HeadCell>
              <HeadCell align="end">Trusted by</HeadCell>
              <HeadCell>Valid until</HeadCell>
              <HeadCell align="end">Left</HeadCell>
            </TableHead>
            <tbody>
              {roots.map(({ state, certificate, proxies, published }) => (
                <Row key={certificate.serial}>
                  <Cell>
                    <StatusWord status={certificateStatus[state].status}>{certificateStatus[state].word}</StatusWord>
                  </Cell>
                  <Cell className="mono">{certificate.subject}</Cell>
                  <Cell className="text-ink-2">{published ? 'istio-ca-root-cert' : 'only by proxies'}</Cell>
                  <Cell align="end">{proxies === 1 ? '1 proxy' : `${proxies} proxies`}</Cell>
                  <Cell className="text-ink-2">{dateTime(Date.parse(certificate.notAfter))}</Cell>
                  <Cell align="end">{now === null ? '' : age(Date.parse(certificate.notAfter) - now)}</Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </ScrollAcross>
      )}
    </Card>
  )
}
