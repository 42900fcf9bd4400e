import { createUserWithEmailAndPassword, getAuth, onAuthStateChanged } from 'firebase/auth';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { app } from './firebase.js';
import { Summary } from './summary.jsx';

function Notes() {
  const [user, setUser] = useState(null);
  useEffect(() => onAuthStateChanged(getAuth(app), setUser), []);
  return user ? <Summary /> : <SignUp />;
}

function SignUp() {
  const signUp = (data) =>
    createUserWithEmailAndPassword(getAuth(app), data.get('email'), data.get('password'));
  return (
    <form action={signUp}>
      <label>
        E-mail <input name="email" type="email" />
      </label>
      <label>
        Password <input name="password" type="password" />
      </label>
      <button type="submit">Sign up</button>
    </form>
  );
}

createRoot(document.getElementById('root')).render(<Notes />);
