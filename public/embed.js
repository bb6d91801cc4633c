// @ts-check
/// <reference types="./embed.d.ts" />

const protocol = { ns: 'heddle', v: 1 }
let count = 0

/**
 * Puts a Heddle view into an element of a portal's page. The token comes from the portal's own backend by `getToken` and
 * goes into the frame by message: never into its address, a cookie or storage. See embed.d.ts.
 * @type {typeof import('./embed.d.ts').mountHeddle}
 */
export function mountHeddle(element, options) {
  const address = new URL(options.url, location.href)
  if (!address.pathname.startsWith('/embed/'))
    throw new Error(`url is ${options.url}: only addresses under /embed/ can be framed`)
  const frame = document.createElement('iframe')
  frame.src = address.href
  frame.title = options.title ?? 'Heddle'
  frame.style.cssText = 'border:0;width:100%;height:100%;display:block'
  frame.referrerPolicy = 'no-referrer'

  /** @param {string} type @param {object} payload */
  const post = (type, payload) => {
    count += 1
    frame.contentWindow?.postMessage({ ...protocol, id: `host-${count}`, type, payload }, address.origin)
  }
  /** @param {'init' | 'token'} type */
  const sendToken = async (type) => {
    try {
      const token = await options.getToken()
      post(type, type === 'init' && options.theme !== undefined ? { token, theme: options.theme } : { token })
    } catch (error) {
      options.onEvent?.({ type: 'error', payload: { code: 'TOKEN', message: String(error) } })
    }
  }
  /** @param {MessageEvent} event */
  const hear = ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== address.origin) return
    if (data?.ns !== protocol.ns || data?.v !== protocol.v) return
    if (data.type === 'ready') void sendToken('init')
    if (data.type === 'token-expiring') void sendToken('token')
    if (data.type === 'resize' && options.autoHeight === true) frame.style.height = `${Number(data.payload.height)}px`
    options.onEvent?.({ type: data.type, payload: data.payload })
  }

  addEventListener('message', hear)
  element.append(frame)
  return {
    frame,
    setTheme: (theme) => post('theme', { theme }),
    destroy: () => {
      removeEventListener('message', hear)
      frame.remove()
    },
  }
}
