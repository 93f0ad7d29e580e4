import { buttonLook } from '../components/button-look.ts'
import { CopyBox } from '../components/copy-box.tsx'
import { FormDone } from '../forms/form-done.tsx'
import type { FormState } from '../forms/form-state.ts'
import { NewSecret } from './new-secret.tsx'

/** What the settings of an application that has just been registered need. */
export function Registered({ values, done }: Pick<FormState, 'values' | 'done'>) {
  const { client_id: id = '' } = values
  return (
    <div className="space-y-4">
      <FormDone {...(done && { done })} />
      <CopyBox label="Client ID" text={id} />
      <NewSecret values={values} />
      <div className="flex flex-wrap gap-2">
        <a href={`/clients/${id}`} className={buttonLook.plain}>
          To the application
        </a>
        <a href="/clients" className={buttonLook.plain}>
          All applications
        </a>
      </div>
    </div>
  )
}
