'use client'
import type { GuidedEdit } from '../../../lib/domain/routing/guided/edits.ts'
import { FaultForm } from './fault-form.tsx'
import type { GuidedForm } from './guided-form.ts'
import { MatchForm } from './match-form.tsx'
import { MirrorForm } from './mirror-form.tsx'
import { PeerAuthenticationForm } from './peer-authentication-form.tsx'
import { PolicyForm } from './policy-form.tsx'
import { SubsetsForm } from './subsets-form.tsx'
import { TimeoutForm } from './timeout-form.tsx'

/** The form of an edit. `rule` is the place of an http rule, for edits of rules. */
export function GuidedFields({ edit, form, rule }: { edit: GuidedEdit; form: GuidedForm; rule: number }) {
  switch (edit.id) {
    case 'matches':
      return <MatchForm form={form} rule={rule} />
    case 'timeouts':
      return <TimeoutForm form={form} rule={rule} />
    case 'fault':
      return <FaultForm form={form} rule={rule} />
    case 'mirror':
      return <MirrorForm form={form} rule={rule} />
    case 'subsets':
      return <SubsetsForm form={form} />
    case 'peer-authentication':
      return <PeerAuthenticationForm form={form} />
    case 'connection-pool':
    case 'outlier-detection':
    case 'load-balancing':
    case 'client-tls':
      return <PolicyForm form={form} edit={edit.id} />
  }
}
