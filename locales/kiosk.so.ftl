# What the tablet in the community house says, in Somali. A draft: not yet checked by a speaker.

kiosk-thanks = Kombuyuutarku hal daqiiqo ka dib ayuu mar kale bilaabmayaa. Cidna ma arki karto waxaad ka jawaabtay.
kiosk-done = Waa dhammaaday
