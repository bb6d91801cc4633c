import type { ConfigName } from '../../lib/client/queries/config.ts'
import type { CheckedYaml } from './checked-yaml.ts'

/** The same as `checkedYaml`; the parser and the schemas load with the first text that is looked at. */
export async function checkYaml(text: string, target: ConfigName): Promise<CheckedYaml> {
  const { checkedYaml } = await import('./checked-yaml.ts')
  return checkedYaml(text, target)
}
