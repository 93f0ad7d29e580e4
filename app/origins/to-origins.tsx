import { buttonLook } from '../components/button-look.ts'

/** The way back from a page of the origins. */
export function ToOrigins() {
  return (
    <a href="/origins" className={buttonLook.plain}>
      All origins
    </a>
  )
}
