using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Shop.Local.Stack;

/// <summary>Ports for a stack that nobody needs to find by number.</summary>
internal static class FreePorts
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>Below 32768: above it any outgoing connection may take a port between our look and our use.</summary>
    public static IReadOnlyList<int> Take(int count)
    {
        lock (Gate)
        {
            var ports = new List<int>();
            while (ports.Count < count)
            {
                var port = RandomNumberGenerator.GetInt32(12_000, 26_000);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    ports.Add(port);
                }
            }

            return ports;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
