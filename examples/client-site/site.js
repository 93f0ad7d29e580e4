import { connect } from 'https://auth.example.com/client.js'

const auth = connect()
const [message, signIn, people, signOut] = ['message', 'sign-in', 'people', 'sign-out'].map(id =>
  document.getElementById(id),
)

auth.onChange(user => attempt(() => show(user)))
// signIn() comes first in the listener: browsers open windows only while they handle a click.
signIn.addEventListener('click', () => attempt(() => auth.signIn()))
signOut.addEventListener('click', () => attempt(() => auth.signOut()))
// Tells why a sign-in failed for which the browser has left this page and come back.
await attempt(() => auth.handleReturn())
await attempt(async () => {
  // The listener above shows a user who is signed in.
  if (!(await auth.user())) await show(null)
})

async function show(user) {
  const users = user ? await (await auth.fetch('/api/users')).json() : []
  signIn.hidden = user !== null
  people.hidden = user === null
  // textContent, never innerHTML: people choose their names.
  people.querySelector('strong').textContent = user?.name ?? ''
  const items = users.map(({ name }) =>
    Object.assign(document.createElement('li'), { textContent: name }),
  )
  people.querySelector('ul').replaceChildren(...items)
}

/** Shows in the page what went wrong: the message of an AuthError is for people. */
async function attempt(act) {
  message.textContent = ''
  try {
    await act()
  } catch (error) {
    message.textContent = error.message
    signIn.hidden = !people.hidden
  }
}
