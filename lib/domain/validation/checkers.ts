import type { Checker, Finding, Subject, World } from './checker.ts'
import {
  emptySubset,
  hiddenDestination,
  missingSubset,
  sharedHost,
  unknownGateway,
  unknownHost,
  zeroWeights,
} from './route-references.ts'
import { ruleWithoutHost, subsetWithoutPods } from './rule-references.ts'

/** Every check, in the order findings are shown. */
export const checkers: readonly Checker[] = [
  unknownHost,
  unknownGateway,
  missingSubset,
  emptySubset,
  zeroWeights,
  hiddenDestination,
  sharedHost,
  ruleWithoutHost,
  subsetWithoutPods,
]

/** Everything that is wrong with an object, by all checks of its kind. */
export function findingsOf(subject: Subject, world: World): Finding[] {
  return checkers
    .filter(({ kinds }) => kinds.includes(subject.kind))
    .flatMap(({ code, aliases, severity, check }) =>
      check(subject, world).map((fault) => ({ code, aliases: [...aliases], severity, ...fault })),
    )
}
