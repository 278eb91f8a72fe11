import { useState } from "react";

/** The least that a page can be: some words, a form, and one thing that needs a script. */
export function BarePage({ now }: { now: string }) {
  const [count, setCount] = useState(1);
  return (
    <main>
      <h1>Make a picture</h1>
      <form method="post">
        <label>
          Describe what you want to see
          <textarea name="prompt" required />
        </label>
        <button type="button" onClick={() => setCount(count + 1)}>
          {count}
        </button>
        <button type="submit">Make</button>
      </form>
      <p>{now}</p>
    </main>
  );
}
