import type { Published } from '#lib/published/published.ts'

type Pinned = Pick<Published, 'version' | 'integrity'>

/** A whole page that signs users in at `server` and lists them, for the maintainer of a static site to save and serve. */
export function buildPageLines(server: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Sign in</title>
  </head>
  <body>
    <button>Sign in</button>
    <p role="status"></p>
    <ul></ul>

    <script type="module">
      import { connect } from '${server}/client.js'

      const auth = connect()
      const [button, status, list] = ['button', '[role=status]', 'ul'].map(name =>
        document.querySelector(name),
      )
      let user = null

      auth.onChange(who => attempt(() => show(who)))
      button.addEventListener('click', () =>
        attempt(() => (user ? auth.signOut() : auth.signIn())),
      )
      await attempt(() => auth.handleReturn())
      // The listener above shows a user who is signed in.
      await attempt(() => auth.user())

      async function show(who) {
        user = who
        button.textContent = user ? 'Sign out' : 'Sign in'
        status.textContent = user ? \`Signed in as \${user.name}\` : ''
        const users = user ? await (await auth.fetch('/api/users')).json() : []
        list.replaceChildren(...users.map(showName))
      }

      function showName({ name }) {
        const item = document.createElement('li')
        item.textContent = name // never innerHTML: users choose their names
        return item
      }

      async function attempt(act) {
        try {
          await act()
        } catch (error) {
          status.textContent = error.message
        }
      }
    </script>
  </body>
</html>`
}

/**
 * The lines that load one version of the client and no other text, by an import map with the hash of each file (HTML standard, "import
 * map integrity"). They stand before the module, which then imports `latchkey`.
 */
export function buildPinnedLines(server: string, client: Pinned, signIn: Pinned): string {
  const url = `${server}/client.js?v=${client.version}`
  return `<script type="importmap">
{
  "imports": { "latchkey": "${url}" },
  "integrity": {
    "${url}": "${client.integrity}",
    "${server}/client-sign-in.js?v=${signIn.version}": "${signIn.integrity}"
  }
}
</script>`
}

/** The lines that they paste into the console of their own page, to find out why it is refused. */
export function buildDoctorLine(server: string): string {
  return `({
  worker: navigator.serviceWorker?.controller?.scriptURL,
  signIn: await fetch('${server}/api/cors/check/sign-in?path=' + location.pathname)
    .then(r => r.json()).catch(String),
  call: await fetch('${server}/api/cors/check').then(r => r.json()).catch(String),
})`
}
