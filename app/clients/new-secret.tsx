import { CopyBox } from '../components/copy-box.tsx'
import type { FormValues } from '../forms/form-state.ts'

/** A secret that was just made, if there is one. */
export function NewSecret({ values }: { values: FormValues }) {
  const { client_secret: secret } = values
  if (!secret) return null
  return (
    <CopyBox
      key={secret}
      label="Client secret"
      text={secret}
      help="Shown only now. Put it into the settings of the application, where nobody else reads it."
    />
  )
}
