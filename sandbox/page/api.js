// The messenger's doors over HTTP.

async function ask(path, options) {
  const response = await fetch(path, { cache: "no-store", ...options });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}

/** Return the JSON of a place. */
export const get = (path, signal) => ask(path, { signal });

/** Do something by a JSON object, and return the answer. */
export const post = (path, wish = {}, signal) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish), signal });

/** Send a file as it is; its name and caption stand in the address. */
export function postFile(path, file, more = {}) {
  const query = new URLSearchParams(more);
  const headers = {
    "Content-Type":
      file.type && !/^(text\/plain|application\/json)/.test(file.type) ? file.type : "application/octet-stream",
  };
  return ask(`${path}?${query}`, { method: "POST", headers, body: file });
}
