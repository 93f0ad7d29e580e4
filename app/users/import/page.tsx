import type { Metadata } from 'next'
import { env } from '#lib/env/env.ts'
import { AdminPage } from '../../components/admin-page.tsx'
import { ImportUsers } from './import-users.tsx'

export const metadata: Metadata = { title: 'Import users' }

export default function ImportPage() {
  return (
    <AdminPage title="Import users" next="/users/import" wide>
      {async () => (
        <>
          <ImportUsers />
          <noscript>
            <p>This page needs JavaScript. You can send the file from a terminal instead:</p>
            <Code>{`curl -H 'Authorization: Bearer …' -H 'Content-Type: text/csv' \\\n  --data-binary @users.csv '${env().publicUrl.origin}/api/users/import?dry-run=1'`}</Code>
            <p className="text-quiet text-sm">
              The answer has a result for each row. Without{' '}
              <span className="font-mono">dry-run=1</span> the users are imported.
            </p>
          </noscript>
          <section aria-labelledby="file" className="mt-8 text-sm">
            <h2 id="file" className="font-medium">
              What the file contains
            </h2>
            <Code>{`uid,name,email,dob,role,disabled,password\nada,Ada Lovelace,ada@example.com,1815-12-10,${env().roles[0]},false,`}</Code>
            <p className="max-w-words text-quiet">
              The first row names the columns, in any order; <span className="font-mono">uid</span>{' '}
              and <span className="font-mono">name</span> are required. JSON is an array of objects
              with these names, or one object per line. An exported file can be imported again.
              Users without a password cannot sign in until you send them a reset link. Each
              password in the file takes some time. The column{' '}
              <span className="font-mono">passwordHash</span> takes over hashes from another
              program: bcrypt, Argon2, or Werkzeug’s pbkdf2 and scrypt.
            </p>
          </section>
        </>
      )}
    </AdminPage>
  )
}

function Code({ children }: { children: string }) {
  return (
    <pre className="my-2 rounded-md border border-line bg-sunken p-3 font-mono text-sm whitespace-pre-wrap wrap-anywhere">
      {children}
    </pre>
  )
}
