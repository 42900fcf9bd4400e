import { i18n, type Messages } from '@lingui/core';
import type { TransProps } from '@lingui/react';
import { TransNoContext } from '@lingui/react/server';
import { directionOf } from './languages.ts';
import { locale } from './locale.ts';

type Load = () => Promise<{ messages: Messages }>;

const files = import.meta.glob<{ messages: Messages }>(['../../messages/*.po', '!../../messages/en.po']);

/** English stands in the code. Every other language is a file, loaded only where it is shown. */
const catalogs: Readonly<Record<string, Load>> = {
  ...Object.fromEntries(Object.entries(files).map(([path, load]) => [localeOf(path), load])),
  'en-XA': () => import('virtual:pseudo-messages/accented'),
  'en-XB': () => import('virtual:pseudo-messages/right-to-left'),
};

function localeOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.po'.length);
}

// What has no placeholders is its own compiled message; the rest was compiled when the app was built.
i18n.setMessagesCompiler((message) => [message]);
i18n.loadAndActivate({ locale: 'en', messages: {} });

// Modules with texts wait for this one, so that texts in their constants are translated too.
const load = catalogs[locale];
if (load) {
  try {
    i18n.loadAndActivate({ locale, messages: (await load()).messages });
    document.documentElement.lang = locale;
    document.documentElement.dir = directionOf(locale);
  } catch (error) {
    console.error(error);
  }
}

export { i18n };

/** Shows a message. The macro of the same name becomes this. */
export function Trans({ values, ...message }: TransProps) {
  return <TransNoContext {...message} {...(values && { values: inert(values) })} lingui={{ i18n }} />;
}

/** Keeps what users wrote from being read as a tag or an escape of the message that it stands in. */
function inert(values: NonNullable<TransProps['values']>): NonNullable<TransProps['values']> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && /[<\\]/.test(value) ? [value] : value,
    ]),
  );
}
