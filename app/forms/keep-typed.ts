'use client'
import { type RefObject, useEffect } from 'react'
import { useFormStatus } from 'react-dom'

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const failed = new WeakSet<FormData>()

/** Notes that the request with this form got no answer. Its fields then stay as they are, passwords included. */
export function noteFailedRequest(form: FormData): void {
  failed.add(form)
}

/**
 * Keeps what the user types into a form while it is on its way: React resets a form when the answer comes.
 * @param inside an element of the form.
 */
export function useKeepTyped(inside: RefObject<HTMLElement | null>): void {
  const { data } = useFormStatus()
  useEffect(() => {
    const form = inside.current?.closest('form')
    if (!form || !data) return
    const sent = readFields(form)
    const keep = (event: Event) => {
      if (failed.has(data)) return event.preventDefault()
      const late = [...readFields(form)].filter(([field, text]) => {
        const before = sent.get(field)
        return before !== undefined && before !== text
      })
      // The event comes before the reset.
      queueMicrotask(() => {
        for (const [field, text] of late) writeField(field, text)
      })
    }
    form.addEventListener('reset', keep, { capture: true })
    return () => {
      // The effects that see the same answer may reset the form, too.
      setTimeout(() => form.removeEventListener('reset', keep, { capture: true }))
    }
  }, [inside, data])
}

/** What the user has entered in each field. */
function readFields(form: HTMLFormElement): Map<Field, string> {
  const fields = [...form.elements].filter(isField)
  return new Map(fields.map(field => [field, isTicked(field) ? `${field.checked}` : field.value]))
}

function isField(element: Element): element is Field {
  if (element instanceof HTMLInputElement)
    return !['hidden', 'file', 'submit'].includes(element.type)
  return element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement
}

function isTicked(field: Field): field is HTMLInputElement {
  return field.type === 'checkbox' || field.type === 'radio'
}

function writeField(field: Field, text: string): void {
  if (isTicked(field)) field.checked = text === 'true'
  else {
    // React would not see a change by the property that it has replaced on the element.
    const prototype = Object.getPrototypeOf(field)
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text)
  }
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
