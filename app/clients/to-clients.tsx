import { buttonLook } from '../components/button-look.ts'

/** A link back to the list. */
export function ToClients() {
  return (
    <a href="/clients" className={buttonLook.plain}>
      All applications
    </a>
  )
}
