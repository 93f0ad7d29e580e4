import { buttonLook } from '../components/button-look.ts'

/** A link back to the list. */
export function ToOrigins() {
  return (
    <a href="/origins" className={buttonLook.plain}>
      All origins
    </a>
  )
}
