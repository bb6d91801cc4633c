import { routes } from '../../../lib/client/routes.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import { parsePaletteQuery, rankEntries, type PaletteEntry } from './entries.ts'
import type { PaletteSource } from './use-entries.ts'

const most = { places: 8, commands: 12, changes: 12, words: 3 }

/** Where the reader is: the page's object is what "do" is about until something else is named. */
export type Place = { scope: Scope; path: string }

/** The rows for a text, in their groups' order. */
export function findEntries(text: string, source: PaletteSource, { scope, path }: Place): PaletteEntry[] {
  const query = parsePaletteQuery(text)
  switch (query.kind) {
    case 'trace':
      return [traceEntry(query.traceId)]
    case 'commands':
      return rankEntries(source.commands, query.words, most.commands)
    case 'changes':
      return rankEntries(source.changes, query.words, most.changes)
    case 'everything': {
      const places = rankEntries(source.places, query.words, most.places)
      if (query.words === '')
        return [
          ...places,
          ...actionsOn([objectOfPath(path)], source, scope),
          ...rankEntries(source.changes, '', most.words),
        ]
      const commands = rankEntries(
        source.commands.filter(({ keys }) => keys?.startsWith('g ') !== true),
        query.words,
        most.words,
      )
      const changes = rankEntries(source.changes, query.words, most.words)
      return [
        ...places,
        ...actionsOn(
          places.map(({ id }) => id),
          source,
          scope,
        ),
        ...commands,
        ...changes,
        ...findOnPages(query.words, scope),
      ]
    }
  }
}

function traceEntry(traceId: string): PaletteEntry {
  return {
    id: 'trace',
    group: 'Go to',
    icon: 'traces',
    title: `Trace ${traceId}`,
    detail: 'opens its spans',
    action: { href: routes.trace(traceId) },
  }
}

/** `workload shop/cart` for a page of it, in the form of an entry's id. */
function objectOfPath(path: string): string {
  return path.replace(/^\/(workload|service)s\/([^/]+)\/([^/]+).*$/, '$1 $2/$3')
}

/** What can be done with the best workload or service that was found. */
function actionsOn(ids: readonly string[], { routeOf }: PaletteSource, scope: Scope): PaletteEntry[] {
  const [, kind, namespace, name] =
    ids.map((id) => /^(workload|service) ([^/]+)\/(.+)$/.exec(id)).find((match) => match !== null) ?? []
  if (namespace === undefined || name === undefined) return []
  const search = { namespace, [kind === 'workload' ? 'workload' : 'service']: name }
  const route = kind === 'service' ? routeOf.get(`${namespace}/${name}`) : undefined
  const action = (verb: string, icon: PaletteEntry['icon'], href: string): PaletteEntry => ({
    id: `do ${verb}`,
    group: 'Do',
    icon,
    title: `${verb} ${name}`,
    detail: namespace,
    action: { href },
  })
  return [
    ...(route === undefined
      ? []
      : [action('Shift traffic of', 'routing', routes.routing(scope, route.namespace, route.name))]),
    action('Find traces of', 'traces', routes.traces(scope, search)),
    ...(kind === 'workload' ? [action('Read logs of', 'logs', routes.logs(scope, search))] : []),
  ]
}

/** Names can be found as they are typed; anything else would be another expression than was meant. */
function findOnPages(words: string, scope: Scope): PaletteEntry[] {
  if (!/^[\w.-]+$/.test(words)) return []
  const find = `name ~ ${words}`
  return [
    {
      id: 'find graph',
      group: 'Find',
      icon: 'filter',
      title: find,
      detail: 'on the graph',
      action: { href: routes.graph(scope, { find }) },
    },
    {
      id: 'find logs',
      group: 'Find',
      icon: 'logs',
      title: words,
      detail: 'in the logs',
      action: { href: routes.logs(scope, { q: words }) },
    },
  ]
}
