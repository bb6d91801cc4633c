import type { Reporting } from '../../telemetry/reporting.ts'
import type { ByteSample, MessageSample } from '../../telemetry/samples.ts'
import { existingEdges, type GraphDraft } from '../draft.ts'

/** Wire bytes of requests and answers together (G13). */
export function appendThroughput(draft: GraphDraft, samples: readonly ByteSample[], reporting: Reporting): void {
  for (const sample of samples) {
    if (reporting.partOf(sample) === 'duplicate') continue
    for (const { edge } of existingEdges(draft, sample, sample.protocol))
      edge.bytesPerSecond = (edge.bytesPerSecond ?? 0) + sample.perSecond
  }
}

/** gRPC messages each way; the label that tells never-arrived calls apart is missing, so the callee's report goes first. */
export function appendMessages(draft: GraphDraft, samples: readonly MessageSample[], reporting: Reporting): void {
  for (const sample of samples) {
    if (reporting.partOf({ ...sample, protocol: 'grpc', flags: '-' }) !== 'arrived') continue
    for (const { edge } of existingEdges(draft, sample, 'grpc')) {
      const messages = edge.messagesPerSecond ?? { sent: null, received: null }
      const sum = (messages[sample.direction] ?? 0) + sample.perSecond
      edge.messagesPerSecond = { ...messages, [sample.direction]: sum }
    }
  }
}
