import { connect } from 'https://auth.example.com/client.js'

const auth = connect({ storage: 'session' })
const [message, form, people] = ['message', 'sign-in', 'people'].map(id =>
  document.getElementById(id),
)

auth.onChange(user => attempt(() => show(user)))
form.addEventListener('submit', async event => {
  event.preventDefault()
  const { uid, password } = Object.fromEntries(new FormData(form))
  await attempt(() => auth.login(uid, password))
})
document.getElementById('sign-out').addEventListener('click', () => attempt(() => auth.logout()))
await attempt(async () => {
  // The listener above shows a user who is signed in.
  if (!(await auth.user())) await show(null)
})

async function show(user) {
  const users = user ? await (await auth.fetch('/api/users')).json() : []
  form.hidden = user !== null
  people.hidden = user === null
  // textContent, never innerHTML: people choose their names.
  const items = users.map(({ name }) =>
    Object.assign(document.createElement('li'), { textContent: name }),
  )
  people.querySelector('ul').replaceChildren(...items)
}

/** Shows in the page what went wrong: the message of an AuthError is for people. */
async function attempt(act) {
  message.textContent = ''
  await act().catch(error => {
    message.textContent = error.message
  })
}
