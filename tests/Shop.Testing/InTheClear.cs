using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Shop.Testing;

/// <summary>Words to a server without TLS and without a password.</summary>
public static class InTheClear
{
    /// <returns>The first line of the answer; nothing where it hangs up without one.</returns>
    public static async Task<string> SayAsync(string address, string words)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Split(':')[0], int.Parse(address.Split(':')[1], CultureInfo.InvariantCulture));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{words}\r\n"));
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        try
        {
            return await reader.ReadLineAsync() ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
