import { fetchOptions, unreachable, uri } from './api/config.js'

const LOGIN = 'index.html'
const table = document.querySelector('table')
const message = document.getElementById('message')

document
  .getElementById('sign-out')
  .addEventListener('click', () =>
    call('/api/users/authenticate', { method: 'DELETE' }, () => location.assign(LOGIN)),
  )
await call('/api/users/', { method: 'GET' }, async response => show(await response.json()))

/** Calls the API and passes a successful answer to `handle`. Without a session it opens the login page. */
async function call(path, options, handle) {
  try {
    const response = await fetch(uri + path, { ...fetchOptions, ...options })
    if (response.ok) await handle(response)
    else if (response.status === 401) location.replace(LOGIN)
    else message.textContent = `Error: ${response.status}`
  } catch (error) {
    message.textContent = unreachable(error)
  }
}

function show(users) {
  const body = table.tBodies[0]
  for (const { name, uid, age } of users) {
    const row = body.insertRow()
    // textContent, never innerHTML: people choose their names.
    for (const value of [name, uid, age ?? '–']) row.insertCell().textContent = value
  }
  table.hidden = false
}
