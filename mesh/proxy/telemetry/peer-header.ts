import { extension, type JsonObject } from '../json.ts'
import { packPeer } from './peer-subject.ts'
import type { WorkloadIdentity } from './workload-identity.ts'

// Only for plaintext callers, who show no certificate. The header is never trusted for anything but labels, and the
// app never sees it: copied to filter state first, then removed by the route configuration.

/** Name of the header by which a proxy tells its labels to a server that it calls in plaintext. */
export const peerHeader = 'x-heddle-peer'
/** Filter state key under which the inbound side keeps the header after removing it. */
export const peerStateKey = 'heddle.peer'

/** Longest header that is kept; a longer one is cut, and then names nobody. */
const maxHeaderLength = 1024

/** Entry for `request_headers_to_add` of outbound routes: overwrites whatever the app sent. */
export function peerHeaderToAdd(identity: WorkloadIdentity): JsonObject {
  return {
    header: { key: peerHeader, value: packPeer(identity).replaceAll('%', '%%') },
    append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
  }
}

/** HTTP filter, first in an inbound chain; put `peerHeader` into the inbound route's `request_headers_to_remove`. */
export function peerHeaderFilter(): JsonObject {
  return {
    name: 'envoy.filters.http.set_filter_state',
    typed_config: extension('envoy.extensions.filters.http.set_filter_state.v3.Config', {
      on_request_headers: [
        {
          object_key: peerStateKey,
          factory_key: 'envoy.string',
          format_string: {
            text_format_source: { inline_string: `%REQ(${peerHeader}):${maxHeaderLength}%` },
            omit_empty_values: true,
          },
          skip_if_empty: true,
        },
      ],
    }),
  }
}
