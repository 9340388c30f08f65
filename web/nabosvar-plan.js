// Makes a map of a plan: a tap sets a mark, and says where in a field. Without this file the plan is a picture, and the field
// is filled by hand or left out.

"use strict";

/* global L */

for (const holder of document.querySelectorAll("[data-plan]")) {
  const { plan, size, fit, name, keys, put, remove, closer, farther } = holder.dataset;
  const [width, height] = size.split(" ").map(Number);
  const fields = holder.dataset.fields.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  const marks = fields.map(() => null);
  const bounds = [[0, 0], [height, width]];
  // The field that a tap is for: where somebody is typing, else the first one that is empty.
  let chosen = -1;

  holder.replaceChildren();
  const frame = document.createElement("div");
  frame.className = "plan-map";
  frame.style.aspectRatio = `${width} / ${height}`;
  holder.append(frame);

  const map = L.map(frame, {
    crs: L.CRS.Simple, attributionControl: false, zoomControl: false, zoomSnap: 0, minZoom: -6, maxZoom: 2,
    maxBounds: bounds, maxBoundsViscosity: 1, scrollWheelZoom: false,
    // Still pictures are kinder to a slow tablet, and to who is made dizzy.
    zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false,
  });
  L.imageOverlay(plan, bounds, { alt: "" }).addTo(map);
  map.fitBounds(bounds);
  map.setMinZoom(map.getZoom());

  const share = (number) => Math.min(1, Math.max(0, number));
  const written = ({ lat, lng }) => `${share(lng / width).toFixed(4)} ${share(1 - lat / height).toFixed(4)}`;
  const placed = (x, y) => L.latLng(height * (1 - y), width * x);
  const read = (text) => {
    const [x, y] = text.trim().split(/\s+/).map((number) => Number(number.replace(",", ".")));
    return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? placed(x, y) : null;
  };

  function show(index, place) {
    if (!place) {
      marks[index]?.remove();
      marks[index] = null;
      return;
    }
    if (marks[index]) {
      marks[index].setLatLng(place);
      return;
    }
    const label = fields.length > 1 ? String(index + 1) : "";
    const icon = L.divIcon({ className: "plan-mark", html: `<span>${label}</span>`, iconSize: [44, 44] });
    const mark = L.marker(place, { icon, draggable: true, autoPanOnFocus: false }).addTo(map);
    const element = mark.getElement();
    element.setAttribute("aria-label", `${name} ${label}. ${keys}`.replace(" .", "."));
    mark.on("dragend", () => write(index, mark.getLatLng()));
    element.addEventListener("keydown", (event) => {
      const step = width * (event.shiftKey ? 0.002 : 0.01);
      const [right, up] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
      if (right === 0 && up === 0) return;
      event.preventDefault();
      event.stopPropagation();
      const { lat, lng } = mark.getLatLng();
      write(index, L.latLng(lat + up * step, lng + right * step));
    });
    marks[index] = mark;
  }

  function write(index, place) {
    const inside = place && L.latLng(Math.min(height, Math.max(0, place.lat)), Math.min(width, Math.max(0, place.lng)));
    fields[index].value = inside ? written(inside) : "";
    show(index, inside);
    taken.hidden = marks.every((mark) => !mark);
  }

  function next() {
    if (chosen >= 0) return chosen;
    const empty = fields.findIndex((field) => field.value.trim() === "");
    return empty < 0 ? fields.length - 1 : empty;
  }

  function button(words, act) {
    const made = document.createElement("button");
    // Not one that sends the page.
    made.type = "button";
    made.className = "link";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  // For hands that use keys, and for who wants none after all. Beside the plan: nothing may cover a mark.
  const taken = button(remove, () => {
    const last = chosen >= 0 ? chosen : marks.findLastIndex(Boolean);
    if (last >= 0) write(last, null);
  });
  const ways = document.createElement("p");
  ways.className = "plan-ways";
  ways.append(button(put, () => {
    const index = next();
    write(index, map.getCenter());
    marks[index].getElement().focus();
  }), taken, button(closer, () => map.zoomIn()), button(farther, () => map.zoomOut()));
  holder.append(ways);

  fields.forEach((field, index) => {
    show(index, read(field.value));
    field.addEventListener("focus", () => { chosen = index; });
    field.addEventListener("input", () => show(index, read(field.value)));
  });
  taken.hidden = marks.every((mark) => !mark);
  map.on("click", ({ latlng }) => {
    write(next(), latlng);
    chosen = -1;
  });

  // Where the device is, with how exact that is, if it is known how the plan lies.
  const device = document.querySelector("input[data-position]");
  if (!fit || !device) continue;
  const [x, xNorth, xEast, y, yNorth, yEast, latitude, longitude] = fit.split(" ").map(Number);
  let circle;
  const here = () => {
    circle?.remove();
    const [north, east, , accuracy] = device.value.trim().split(/\s+/).map(Number);
    if (!Number.isFinite(north) || !Number.isFinite(east)) return;
    const [dn, de] = [north - latitude, east - longitude];
    const place = placed(x + xNorth * dn + xEast * de, y + yNorth * dn + yEast * de);
    // So many dots of the plan are a metre.
    const metre = Math.hypot(xNorth * width, yNorth * height) / 111195;
    circle = L.circle(place, { radius: Math.max(accuracy || 0, 2) * metre, className: "plan-device", interactive: false }).addTo(map);
  };
  device.addEventListener("change", here);
  here();
}
