import { buttonLook } from '../components/button-look.ts'

/** The way back to the table. */
export function ToUsers({ children }: { children: string }) {
  return (
    <a href="/users" className={buttonLook.plain}>
      {children}
    </a>
  )
}
