import { IndexedDbDPoPStore, UserManager } from 'oidc-client-ts'

const SERVER = 'https://auth.example.com'
// This address, without its query, is the return address that an administrator has allowed.
const HERE = location.origin + location.pathname

const manager = new UserManager({
  authority: SERVER,
  // The client is the origin: an allowed origin needs no registration.
  client_id: location.origin,
  redirect_uri: HERE,
  post_logout_redirect_uri: HERE,
  scope: 'openid',
  // Tokens are bound to a key of this browser that no script can export (RFC 9449).
  dpop: { bind_authorization_code: true, store: new IndexedDbDPoPStore() },
})
const [message, signIn, people, signOut] = ['message', 'sign-in', 'people', 'sign-out'].map(id =>
  document.getElementById(id),
)

signIn.addEventListener('click', () => attempt(() => manager.signinRedirect()))
signOut.addEventListener('click', () => attempt(() => manager.signoutRedirect()))
manager.events.addUserLoaded(user => attempt(() => show(user)))
manager.events.addUserUnloaded(() => attempt(() => show(null)))
await attempt(async () => show((await takeAnswer()) ?? (await manager.getUser())))

/** Takes the answer of the server out of the address, where there is one. */
async function takeAnswer() {
  const said = new URLSearchParams(location.search)
  if (!said.has('state')) return null
  history.replaceState(null, '', HERE)
  return manager.signinCallback(`${HERE}?${said}`)
}

async function show(user) {
  const [me, found] = user
    ? [await call(user, '/api/id'), await call(user, '/api/users')]
    : [null, []]
  signIn.hidden = user !== null
  people.hidden = user === null
  // textContent, never innerHTML: people choose their names.
  people.querySelector('strong').textContent = me?.name ?? ''
  const items = found.map(({ name }) =>
    Object.assign(document.createElement('li'), { textContent: name }),
  )
  people.querySelector('ul').replaceChildren(...items)
}

/** Calls the API with a proof that this page holds the key of its token. */
async function call(user, path) {
  const url = SERVER + path
  const headers = {
    Authorization: `DPoP ${user.access_token}`,
    DPoP: await manager.dpopProof(url, user, 'GET'),
  }
  const answer = await fetch(url, { headers })
  const body = await answer.json()
  if (!answer.ok) throw new Error(body.message)
  return body
}

/** Shows in the page what went wrong. */
async function attempt(act) {
  message.textContent = ''
  try {
    await act()
  } catch (error) {
    message.textContent = error.message
    signIn.hidden = !people.hidden
  }
}
