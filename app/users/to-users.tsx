import { buttonLook } from '../components/button-look.ts'

/** A link back to the list. */
export function ToUsers({ children }: { children: string }) {
  return (
    <a href="/users" className={buttonLook.plain}>
      {children}
    </a>
  )
}
