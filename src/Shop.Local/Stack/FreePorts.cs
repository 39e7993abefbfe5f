using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Shop.Local.Stack;

/// <summary>Ports for a stack that nobody needs to find by number.</summary>
internal static class FreePorts
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>How the ports of every stack with an offset end. One that is down for a moment wants them back.</summary>
    private static readonly HashSet<int> EndingsWithOffset =
        [.. StackLayout.At("/", default).Nodes.SelectMany(node => node.Ports, (_, port) => port % PortOffset.Step)];

    /// <summary>Below 32768: above it any outgoing connection may take a port between our look and our use.</summary>
    public static IReadOnlyList<int> Take(int count)
    {
        lock (Gate)
        {
            var ports = new List<int>();
            while (ports.Count < count)
            {
                var port = RandomNumberGenerator.GetInt32(12_000, 26_000);
                if (!EndingsWithOffset.Contains(port % PortOffset.Step) && !Given.Contains(port) && IsFree(port))
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
