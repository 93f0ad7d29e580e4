'use client'
import type { Question } from '#lib/proofs/way.ts'
import { Field } from '../components/field.tsx'
import { PasswordField } from '../components/password-field.tsx'

type Props = { question: Question; error: string | undefined; name?: string }

/** The field for the answer to a question by which somebody proves who they are. */
export function AnswerField({ question, error, name = question.field }: Props) {
  const { field, label, autoComplete, help } = question
  const shared = { name, label, autoComplete, help, error }
  if (field === 'password') return <PasswordField {...shared} />
  return <Field {...shared} autoCapitalize="none" spellCheck={false} maxLength={64} />
}
