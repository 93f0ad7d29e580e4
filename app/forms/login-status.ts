/**
 * Tells the browser whether somebody is signed in here, by which FedCM decides whether to ask for accounts. `Set-Login`
 * says it too, but not in the answer to a form that a script has sent, where Chromium does not read it.
 */
export function tellLoginStatus(status: 'logged-in' | 'logged-out'): void {
  // Chromium alone has it.
  if ('login' in navigator) navigator.login.setStatus(status).catch(() => {})
}
