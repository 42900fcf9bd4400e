import { i18n, type Messages } from '@lingui/core';
import type { TransProps } from '@lingui/react';
import { TransNoContext } from '@lingui/react/server';
import { chooseLocale } from './choose-locale.ts';

/** English stands in the code. Every other language is a file, loaded only where it is shown. */
const catalogs = import.meta.glob<{ messages: Messages }>(['../messages/*.po', '!../messages/en.po']);
const translated = Object.keys(catalogs).map((path) => path.replace(/^.*\/|\.po$/g, ''));
const locale = chooseLocale(navigator.languages, translated);

// What has no placeholders is its own compiled message; the rest was compiled when the app was built.
i18n.setMessagesCompiler((message) => [message]);
i18n.loadAndActivate({ locale: 'en', messages: {} });

// Modules with texts wait for this one, so that texts in their constants are translated too.
const load = catalogs[`../messages/${locale}.po`];
if (load) {
  try {
    i18n.loadAndActivate({ locale, messages: (await load()).messages });
    document.documentElement.lang = locale;
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
