import { fetchOptions, unreachable, uri } from './api/config.js'

const form = document.querySelector('form')
const message = document.getElementById('message')

form.addEventListener('submit', async event => {
  event.preventDefault()
  message.textContent = ''
  const { uid, password } = Object.fromEntries(new FormData(form))
  try {
    const response = await fetch(`${uri}/api/users/authenticate`, {
      ...fetchOptions,
      method: 'POST',
      body: JSON.stringify({ uid, password }),
    })
    if (!response.ok) {
      message.textContent = `Login error: ${response.status}`
      return
    }
    const { user } = await response.json()
    message.textContent = `Success: ${user.uid}`
    location.assign('users.html')
  } catch (error) {
    message.textContent = unreachable(error)
  }
})
