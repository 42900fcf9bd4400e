import { getFunctions, httpsCallable } from 'firebase/functions';
import { useState } from 'react';
import { app } from './firebase.js';

export function Summary() {
  const [text, setText] = useState('');
  const [summary, setSummary] = useState('');
  const summarize = async () => {
    const { data } = await httpsCallable(getFunctions(app), 'summarize')({ text });
    setSummary(data);
  };
  return (
    <>
      <textarea aria-label="Text" value={text} onChange={({ target }) => setText(target.value)} />
      <button type="button" onClick={summarize}>
        Summarize
      </button>
      <p>{summary}</p>
    </>
  );
}
