"""Which adapter speaks to which provider."""

from webinars.live.adapters.bigbluebutton import BigBlueButton
from webinars.live.adapters.jitsi import Jitsi
from webinars.live.adapters.protocol import Adapter, Missing
from webinars.live.adapters.zoom import Zoom
from webinars.live.models import Provider

BY_HAND: Adapter = Missing()

ADAPTERS: dict[Provider, Adapter] = dict.fromkeys(Provider, BY_HAND) | {
    Provider.BIGBLUEBUTTON: BigBlueButton(),
    Provider.JITSI: Jitsi(),
    Provider.ZOOM: Zoom(),
}
