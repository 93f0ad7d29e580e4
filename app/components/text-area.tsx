'use client'
import { type ComponentProps, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { EXACT_TEXT, FieldFrame, type FieldTexts, tieToNote } from './field.tsx'

type Props = Omit<ComponentProps<'textarea'>, 'className'> & FieldTexts

/** A labelled box for several lines that a program compares: label above, help or error below. */
export function TextArea({ label, help, error, optional, ...area }: Props) {
  const { id = `field-${area.name}` } = area
  const ref = useEarlyText(id)
  return (
    <FieldFrame id={id} label={label} help={help} error={error} optional={optional}>
      <textarea
        ref={ref}
        rows={2}
        {...area}
        {...EXACT_TEXT}
        {...tieToNote({ id, help, error })}
        required={!optional}
        className={`block w-full rounded-md border bg-raised px-3 py-2 font-mono text-sm focus-visible:outline-offset-0 ${error ? 'border-danger' : 'border-edge'}`}
      />
    </FieldFrame>
  )
}

/** Keeps what is typed before React has the page: where a box had a text from the server, React writes that again. */
function useEarlyText(id: string) {
  const ref = useRef<HTMLTextAreaElement>(null)
  const readEarly = () => {
    if (typeof document === 'undefined') return null
    const box = document.getElementById(id)
    return box instanceof HTMLTextAreaElement ? box.value : null
  }
  // What the server's snapshot is asked for in a browser is what the page was before React had it.
  const early = useRef(useSyncExternalStore(subscribe, readNothing, readEarly))
  useLayoutEffect(() => {
    if (ref.current && early.current !== null) ref.current.value = early.current
  }, [])
  return ref
}

const subscribe = () => () => {}
const readNothing = () => null
