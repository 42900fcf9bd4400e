import { t } from '@lingui/core/macro';
import { Mic } from 'lucide-react';
import { SpeechForm } from '../speech-form.tsx';
import { priceFirst, type Results, type StudioKind, type StudioProps, shortestText } from './studio-kind.ts';

const results: Results = {
  shape: 'list',
  player: 'sound',
  noun: t`Narration`,
  all: t`Your narrations`,
  loading: t`Loading your narrations`,
  title: t`Tell it aloud`,
  text: priceFirst(t`Enter or paste the text to narrate.`),
  ideas: [t`Once, a small boat went looking for the edge of the sea.`],
};

/** Narrates a text. */
function NarrationForm(studio: StudioProps) {
  return <SpeechForm {...studio} kind="narration" results={results} />;
}

export const narration: StudioKind<'narration'> = {
  icon: Mic,
  sample: t`300 characters spoken`,
  many: t`narrations of 300 characters`,
  usual: { quantity: { seconds: 60, characters: 900 }, words: t`1 minute, 900 characters` },
  makes: ['audio'],
  shorten: (input) => ({ input: { ...input, text: shortestText }, what: 'text' }),
  Form: NarrationForm,
};
