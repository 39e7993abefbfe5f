using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Shop.Testing;

namespace Shop.Failover.Tests;

/// <summary>A scan of the running stack from inside and from outside: what listens, and where.</summary>
[Collection(OneShop.Name)]
public sealed partial class OpenPortsTests(SellingShop shop)
{
    [Fact]
    public async Task Only_the_ports_that_are_meant_to_be_open_are_and_only_on_loopback()
    {
        var groups = (await shop.StatusAsync())["nodes"]!.AsArray().Select(node => (int)node!["pid"]!).ToHashSet();
        var sockets = Processes(groups).SelectMany(Sockets).ToHashSet();

        var listening = Listeners().Where(listener => sockets.Contains(listener.Inode)).Select(listener => listener.EndPoint).Distinct().ToList();

        Assert.All(listening, endPoint => Assert.Equal(IPAddress.Loopback, endPoint.Address));
        Assert.Equal(shop.Stack.Ports.Order(), listening.Select(endPoint => endPoint.Port).Order());
    }

    [Fact]
    public async Task Each_open_port_takes_a_connection_on_loopback_and_none_on_another_address()
    {
        var others = OwnAddresses().ToList();
        foreach (var port in shop.Stack.Ports)
        {
            Assert.True(await ConnectsAsync(IPAddress.Loopback, port), $"{port} is closed");
            foreach (var address in others)
            {
                Assert.False(await ConnectsAsync(address, port), $"{port} is open on {address}");
            }
        }
    }

    private static async Task<bool> ConnectsAsync(IPAddress address, int port)
    {
        using var client = new TcpClient(address.AddressFamily);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await client.ConnectAsync(address, port, limit.Token);
            return true;
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private static IEnumerable<IPAddress> OwnAddresses() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => !address.Equals(IPAddress.Loopback));

    /// <summary>Each node leads a process group of its own: nginx' workers are in it, too.</summary>
    private static IEnumerable<int> Processes(HashSet<int> groups) =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && GroupOf(pid) is { } group && groups.Contains(group));

    private static int? GroupOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }

    private static IEnumerable<string> Sockets(int pid) =>
        Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd")
            .Select(descriptor => new FileInfo(descriptor).LinkTarget ?? "")
            .Select(target => Socket().Match(target))
            .Where(match => match.Success)
            .Select(match => match.Groups["inode"].Value);

    private static IEnumerable<(IPEndPoint EndPoint, string Inode)> Listeners() =>
        ((string[])["/proc/net/tcp", "/proc/net/tcp6"]).Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [_, var local, _, "0A", ..] && local.Contains(':', StringComparison.Ordinal))
            .Select(fields => (EndPointOf(fields[1]), fields[9]));

    /// <summary>Words of 32 bits, each in the order of this machine.</summary>
    private static IPEndPoint EndPointOf(string local)
    {
        var (address, port) = (local.Split(':')[0], local.Split(':')[1]);
        var bytes = Convert.FromHexString(address).Chunk(4).SelectMany(word => BitConverter.IsLittleEndian ? word.Reverse() : word).ToArray();
        return new IPEndPoint(new IPAddress(bytes), int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^socket:\[(?<inode>\d+)\]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Socket();
}
