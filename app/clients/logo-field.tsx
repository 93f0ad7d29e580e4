import { CheckField } from '../components/check-field.tsx'
import { ClientLogo } from '../components/client-logo.tsx'
import { FieldNote } from '../components/field.tsx'

type Props = {
  /** The logo that the application has. */
  known: string | null
  /** A new one that was chosen and is not saved yet; empty without one. */
  chosen: string
  error: string | undefined
}

/** A logo: the one that is there, and a file for another. */
export function LogoField({ known, chosen, error }: Props) {
  return (
    <div className="space-y-2">
      <label htmlFor="field-logo" className="block font-medium">
        Logo<span className="font-normal text-quiet text-sm"> (optional)</span>
      </label>
      <input key={chosen} type="hidden" name="logo" defaultValue={chosen} />
      <div className="flex items-center gap-3">
        <ClientLogo logo={chosen || known} />
        <input
          id="field-logo"
          type="file"
          name="logoFile"
          accept="image/jpeg,image/png,image/gif,image/webp"
          aria-invalid={error ? true : undefined}
          aria-describedby="field-logo-note"
          className="block w-full min-w-0 text-sm file:mr-3 file:min-h-8 file:cursor-pointer file:rounded-md file:border file:border-edge file:border-solid file:bg-raised file:px-3 file:text-ink"
        />
      </div>
      <FieldNote
        id="field-logo-note"
        help="A JPEG, PNG, GIF or WebP of at most 256 KiB. People see it when they are asked."
        error={error}
      />
      {known && <CheckField name="removeLogo" value="yes" label="Remove the logo" />}
    </div>
  )
}
