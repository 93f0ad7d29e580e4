'use client'
import { useState } from 'react'
import type { ReturnAddressJson } from '#lib/clients/return-address-json.ts'
import { EXACT_TEXT, Field } from '../components/field.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { useFormAction } from '../forms/use-form-action.ts'
import { allowReturnAddress } from './return-actions.ts'
import { ReturnAddressList } from './return-address-list.tsx'

type Props = {
  /** The origin of the list; it may have a wildcard. */
  origin: string
  addresses: ReturnAddressJson[]
}

/** The return addresses of one origin: what they are for, which there are, and the form that adds one. */
export function ReturnAddresses({ origin, addresses }: Props) {
  const [done, setDone] = useState('')
  const [state, send] = useFormAction(allowReturnAddress, setDone)
  const form = useErrorFocus(state)
  return (
    <div className="space-y-4">
      <p className="text-quiet text-sm">
        Pages of this origin can sign people in by a popup without any. A page that sends its people
        to this server and gets them back needs its address here.
      </p>
      {addresses.length > 0 && <ReturnAddressList addresses={addresses} announce={setDone} />}
      <form key={state.done} ref={form} action={send} noValidate className="space-y-4">
        <SensitiveAlert {...state} />
        <Field
          {...EXACT_TEXT}
          name="address"
          label="Return address"
          defaultValue={state.values.address ?? ''}
          error={state.errors.address}
          help={`The whole address, exactly as the page sends it: ${makeSample(origin)}`}
          inputMode="url"
        />
        <div className="flex flex-wrap items-center gap-2">
          <SubmitButton>Allow this address</SubmitButton>
          <FormDone done={done || (state.done ?? '')} />
        </div>
      </form>
    </div>
  )
}

function makeSample(origin: string): string {
  return `${origin.replace('*', 'app')}/app/`
}
