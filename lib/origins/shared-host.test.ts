import { expect, test } from 'vitest'
import { describeSharedHost } from './shared-host.ts'

test.each([
  ['https://octo.github.io', 'All repositories of octo on GitHub Pages share this origin'],
  ['https://group.gitlab.io:8443', 'All projects of group on GitLab Pages share this origin'],
  ['https://you.codeberg.page', 'All repositories of you on Codeberg Pages'],
  ['https://storage.googleapis.com', 'Anybody can publish pages on storage.googleapis.com'],
  ['https://htmlpreview.github.io', 'Anybody can publish'],
])('%s: %s', (origin, words) => expect(describeSharedHost(origin)).toContain(words))

test.each([
  'https://github.io',
  'https://evilgithub.io',
  'https://octo.github.io.example',
  'https://project.pages.dev',
  'http://localhost:4100',
])('%s is not shared', origin => expect(describeSharedHost(origin)).toBeNull())
