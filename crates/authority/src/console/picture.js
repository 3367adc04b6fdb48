// A picture of a face, from a file or the camera, within one fieldset.

/** Fills `fieldset` with the means to give a picture; `unavailable` is told when there is no camera. */
export function pictureIn(fieldset, unavailable) {
  fieldset.append(document.getElementById("picture").content.cloneNode(true));
  const part = (name) => fieldset.querySelector(`[data-part=${name}]`);
  const [file, video, preview] = [part("file"), part("video"), part("preview")];
  let picture = null;
  let stream = null;

  function keep(blob) {
    picture = blob;
    if (preview.src) URL.revokeObjectURL(preview.src);
    if (blob) preview.src = URL.createObjectURL(blob);
    else preview.removeAttribute("src");
    preview.hidden = part("clear").hidden = !blob;
    if (!blob) file.value = "";
  }

  function closeCamera() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
    video.hidden = part("shoot").hidden = true;
  }

  async function openCamera() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 960, facingMode: "user" } });
      video.srcObject = stream;
      video.hidden = false;
      await video.play();
      part("shoot").hidden = false;
    } catch {
      closeCamera();
      unavailable();
    }
  }

  function shoot() {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    canvas.toBlob((blob) => {
      keep(blob);
      closeCamera();
    }, "image/jpeg", 0.92);
  }

  file.addEventListener("change", () => keep(file.files[0] ?? null));
  part("clear").addEventListener("click", () => keep(null));
  part("camera").addEventListener("click", openCamera);
  part("shoot").addEventListener("click", shoot);
  return {
    /** The picture in base64; null where none was given. */
    base64: async () => picture && (await base64(picture)),
    clear: () => keep(null),
  };
}

function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
