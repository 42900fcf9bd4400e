import { t } from '@lingui/core/macro';
import { Mic } from 'lucide-react';
import { SpeechForm } from '../speech-form.tsx';
import { priceFirst, type Results, type StudioKind, type StudioProps, shortestText } from './studio-kind.ts';

const results: Results = {
  shape: 'list',
  player: 'sound',
  noun: t`Recording`,
  all: t`Your recordings`,
  loading: t`Loading your recordings`,
  title: t`Give it a voice`,
  text: priceFirst(t`Enter text to speak.`),
  ideas: [t`Good evening, and welcome to the night train.`, t`The kettle sang, and the storm went home.`],
};

/** Reads a text aloud. */
function VoiceForm(studio: StudioProps) {
  return <SpeechForm {...studio} kind="voice" results={results} />;
}

export const voice: StudioKind<'voice'> = {
  icon: Mic,
  sample: t`300 characters spoken, at most`,
  many: t`recordings of 300 characters`,
  usual: { quantity: { seconds: 60, characters: 900 }, words: t`1 minute, 900 characters` },
  makes: ['audio'],
  shorten: (input) => ({ input: { ...input, text: shortestText }, what: 'text' }),
  Form: VoiceForm,
};
