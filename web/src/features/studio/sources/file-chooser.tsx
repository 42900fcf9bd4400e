import { type InputOf, MAX_UPLOAD_CHARACTERS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { readUpload } from './read-upload.ts';

interface FileChooserProps {
  label: string;
  accept: string;
  busy?: boolean;
  onFile: (input: InputOf<'upload'>) => void;
}

const mostMegabytes = Math.floor(((MAX_UPLOAD_CHARACTERS / 4) * 3) / 1_000_000);

/** Takes a file from this device, when it is small enough to be sent. */
export function FileChooser({ label, accept, busy = false, onFile }: FileChooserProps) {
  const ref = useRef<HTMLInputElement>(null);
  const [error, setError] = useState('');
  const take = async (file: File | undefined) => {
    if (!file) return;
    // `accept` only suggests: a browser lets people choose any file.
    if (!accept.split(',').some((type) => file.type.startsWith(type.replace('*', ''))))
      return setError(t`This kind of file can’t be used here.`);
    try {
      const input = await readUpload(file);
      const isTooLarge = input.base64.length > MAX_UPLOAD_CHARACTERS;
      setError(isTooLarge ? t`This is too large: at most ${mostMegabytes} MB.` : '');
      if (!isTooLarge) onFile(input);
    } catch {
      setError(t`This file could not be read.`);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <input
        ref={ref}
        type="file"
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
      <Button size="small" busy={busy} onClick={() => ref.current?.click()}>
        {!busy && <Upload aria-hidden="true" className="size-4" />} {label}
      </Button>
      {error && (
        <p role="alert" className="text-bad text-xs">
          {error}
        </p>
      )}
    </div>
  );
}
