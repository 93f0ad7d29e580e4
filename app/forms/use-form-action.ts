'use client'
import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import { type RefObject, useActionState, useEffect, useRef } from 'react'
import { type FormState, initialFormState } from './form-state.ts'
import { noteFailedRequest } from './keep-typed.ts'

type Act<S> = (before: S, form: FormData) => Promise<S>

/**
 * Is told what came of a form: always if it did what it was sent for, otherwise only if the form is no longer shown.
 * @param shown false if it was closed while it was on its way.
 */
export type Announce = (words: string, shown: boolean) => void

/** `useActionState` for a form that stays, with what was typed, when its request fails altogether. */
export function useFormAction(act: Act<FormState>, announce?: Announce) {
  const shown = useShown()
  const toFailed = ({ values, question }: FormState, alert: string): FormState => {
    const state = { values, errors: {}, alert, ...(question && { question }) }
    if (announce) announceOutcome(state, announce, shown)
    return state
  }
  const finish = (state: FormState) => {
    // An effect of the form is too late: the new list, which may come first, can remove the form.
    if (announce) announceOutcome(state, announce, shown)
    if (state.goTo) location.assign(state.goTo)
  }
  return useSafeAction(act, initialFormState, toFailed, finish)
}

function announceOutcome(state: FormState, announce: Announce, shown: RefObject<boolean>): void {
  if (state.done) announce(state.done, shown.current)
  if (state.done || shown.current) return
  const why = state.stepUp
    ? 'Enter your password again.'
    : (state.alert ?? Object.values(state.errors).join(' '))
  announce(`The form that you closed was not saved. ${why}`, false)
}

/** Whether the component is on the page. */
function useShown(): RefObject<boolean> {
  const shown = useRef(true)
  useEffect(() => {
    shown.current = true
    return () => {
      shown.current = false
    }
  }, [])
  return shown
}

/**
 * The same for a form with another state.
 * @param toFailed makes the state that shows `alert`.
 * @param finish is called with what the server has answered.
 */
export function useSafeAction<S>(
  act: Act<Awaited<S>>,
  initial: Awaited<S>,
  toFailed: (before: Awaited<S>, alert: string) => Awaited<S>,
  finish?: (state: Awaited<S>) => void,
) {
  // A form that is sent before JavaScript runs needs the action of the server itself. In the browser it must be this one
  // from the first rendering on: React may take a form before the second.
  const isBrowser = typeof window === 'object'
  return useActionState<S, FormData>(isBrowser ? catchFailure(act, toFailed, finish) : act, initial)
}

function catchFailure<S>(
  act: Act<S>,
  toFailed: (before: S, alert: string) => S,
  finish?: (state: S) => void,
): Act<S> {
  return async (before, form) => {
    try {
      const state = await act(before, form)
      finish?.(state)
      return state
    } catch (error) {
      // Next throws to redirect, too.
      unstable_rethrow(error)
      noteFailedRequest(form)
      return toFailed(before, describeFailure(error))
    }
  }
}

function describeFailure(error: unknown): string {
  if (unstable_isUnrecognizedActionError(error)) {
    return 'This page is older than the server. Nothing was saved. Copy what you typed, then reload the page.'
  }
  if (error instanceof Error && 'digest' in error) {
    return `Something went wrong on our side. Try again. If it happens again, give the administrator this number, which is also in the log: ${error.digest}`
  }
  return 'The server cannot be reached. What you sent may not have been saved. Check your connection and try again.'
}
