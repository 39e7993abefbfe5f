using System.Net;
using System.Net.Sockets;

namespace Shop.Api.Http;

/// <summary>
/// Where a request comes from. nginx appends the address it saw to <c>X-Forwarded-For</c>, so the last one is true; it counts only when
/// the connection comes from this machine or a private network, for nginx stands there and clients do not.
/// </summary>
internal static class ClientAddress
{
    public static string Of(HttpContext context) => Find(context).ToString();

    /// <summary>What one client has at its disposal: an IPv4 address, or the 64 bits of an IPv6 network.</summary>
    public static string NetworkOf(HttpContext context)
    {
        var address = Find(context);
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]]) + "/64"
            : address.ToString();
    }

    private static IPAddress Find(HttpContext context)
    {
        var peer = Plain(context.Connection.RemoteIpAddress ?? IPAddress.None);
        var last = context.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
        return IsNear(peer) && IPAddress.TryParse(last, out var forwarded) ? Plain(forwarded) : peer;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsNear(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            return true;
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? address.IsIPv6UniqueLocal : IsPrivate(address.GetAddressBytes());
    }

    private static bool IsPrivate(byte[] v4) => v4 is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..];
}
