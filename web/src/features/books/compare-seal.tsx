import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Field } from '../../components/ui/field.tsx';
import type { BooksVerification } from './verify-books.ts';

/** Says whether a seal that was copied or printed earlier is part of the history that was just read. */
export function CompareSeal({ hashes }: Pick<BooksVerification, 'hashes'>) {
  const [text, setText] = useState('');
  const wanted = text.trim();
  const number = [...hashes].find(([, hash]) => hash === wanted)?.[0];
  return (
    <div className="mt-4">
      <Field
        label={t`Fingerprint of a seal you kept`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        className="font-mono"
      />
      <p role="status" className="mt-1.5 min-h-5 text-ink-2">
        {wanted === '' ? null : number === undefined ? (
          <Trans>No seal of this history has it. If you copied it whole, the history was replaced.</Trans>
        ) : (
          <Trans>It is seal {number} of this history.</Trans>
        )}
      </p>
    </div>
  );
}
