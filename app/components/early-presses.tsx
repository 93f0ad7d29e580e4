import { headers } from 'next/headers'

/**
 * Notes buttons that do nothing without React (a browser opens popovers by itself), and keeps back forms that lack the
 * token of their link still.
 */
const SCRIPT = `
addEventListener('click', ({ target }) => {
  window.earlyPress = target.closest?.('button[type=button]:not([popovertarget])') ?? window.earlyPress
}, true)
addEventListener('submit', event => {
  if (!event.target.matches('[data-awaits-token]')) return
  event.preventDefault()
  window.earlyPress = event.submitter
}, true)`

/** Notes what is pressed before React hears of it, for `PageBody`. It runs before anything can be pressed. */
export async function EarlyPresses() {
  // The middleware forwards the policy of the answer.
  const policy = (await headers()).get('Content-Security-Policy')
  const nonce = policy?.match(/'nonce-([^']+)'/)?.[1]
  return (
    <script
      nonce={nonce}
      // A browser hides the nonce from scripts.
      suppressHydrationWarning
    >
      {SCRIPT}
    </script>
  )
}
