# What the tablet in the community house says, in Turkish. A draft: not yet checked by a speaker.

kiosk-thanks = Tablet bir dakika sonra baştan başlar. Verdiğiniz cevapları kimse göremez.
kiosk-done = Bitti
