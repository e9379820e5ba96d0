// upload.mjs ADDRESS TOKEN FILE: sends the file in one piece, goes on after every cut, says where it is.
import { createReadStream, statSync } from "node:fs";
import { Upload } from "tus-js-client";

const [endpoint, token, path] = process.argv.slice(2);
const upload = new Upload(createReadStream(path), {
  endpoint,
  uploadSize: statSync(path).size,
  retryDelays: Array(40).fill(100),
  headers: { Authorization: `Bearer ${token}` },
  metadata: { filename: "sitting.mp4", filetype: "video/mp4" },
  onSuccess: () => console.log(upload.url),
  onError: (error) => { console.error(String(error)); process.exit(1); },
});
upload.start();
