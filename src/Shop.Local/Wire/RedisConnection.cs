using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Shop.Local.Stack;

namespace Shop.Local.Wire;

/// <summary>
/// A few questions to a Redis node or a Sentinel over one connection. The tool asks rarely and must never hang: the time limit counts for
/// the whole conversation.
/// </summary>
internal sealed class RedisConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly CancellationTokenSource _limit;
    private Stream? _stream;
    private StreamReader? _replies;

    private RedisConnection(TimeSpan limit, CancellationToken cancellation)
    {
        _limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _limit.CancelAfter(limit);
    }

    /// <param name="authority">The certificate of whoever signed the node's; null: in the clear.</param>
    /// <exception cref="RedisUnreachableException">Nobody answers, or not in time, or refuses the password, or is not who it should be.</exception>
    public static async Task<RedisConnection> OpenAsync(
        Node node, string user, string password, string? authority, TimeSpan limit, CancellationToken cancellation = default)
    {
        var connection = new RedisConnection(limit, cancellation);
        try
        {
            await connection.TryAsync(async token =>
            {
                await connection._client.ConnectAsync(node.Host, node.Port, token);
                connection._stream = authority is null
                    ? connection._client.GetStream()
                    : await EncryptAsync(connection._client.GetStream(), node.Host, authority, token);
                connection._replies = new StreamReader(connection._stream, Encoding.Latin1);
                return 0;
            });
            await connection.AskAsync("AUTH", user, password);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A string, a whole number, null, or a list of these.</summary>
    /// <exception cref="RedisUnreachableException">The node does not answer, or answers with an error.</exception>
    public Task<object?> AskAsync(params string[] command) => TryAsync(async token =>
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{command.Length}\r\n");
        foreach (var word in command)
        {
            text.Append(CultureInfo.InvariantCulture, $"${Encoding.Latin1.GetByteCount(word)}\r\n{word}\r\n");
        }

        await _stream!.WriteAsync(Encoding.Latin1.GetBytes(text.ToString()), token);
        return await ReadAsync(token);
    });

    public async Task<IReadOnlyList<object?>> AskListAsync(params string[] command) => await AskAsync(command) as object?[] ?? [];

    public void Dispose()
    {
        _replies?.Dispose();
        _client.Dispose();
        _limit.Dispose();
    }

    private static async Task<Stream> EncryptAsync(Stream plain, string host, string authority, CancellationToken token)
    {
        var tls = new SslStream(plain);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(authority);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = trust }, token);
        return tls;
    }

    private async Task<object?> ReadAsync(CancellationToken token)
    {
        var line = await _replies!.ReadLineAsync(token) ?? throw new EndOfStreamException("the node closed the connection");
        switch (line[0])
        {
            case '+':
                return line[1..];
            case '-':
                throw new RedisUnreachableException(line[1..]);
            case ':':
                return long.Parse(line.AsSpan(1), CultureInfo.InvariantCulture);
            case '$':
                return await ReadStringAsync(int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture), token);
            case '*':
                return await ReadListAsync(int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture), token);
            default:
                throw new RedisUnreachableException($"an answer that is not Redis': {line}");
        }
    }

    private async Task<object?> ReadStringAsync(int length, CancellationToken token)
    {
        if (length < 0)
        {
            return null;
        }

        var text = new char[length + 2];
        await _replies!.ReadBlockAsync(text, token);
        return new string(text, 0, length);
    }

    private async Task<object?> ReadListAsync(int length, CancellationToken token)
    {
        var list = new object?[Math.Max(0, length)];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = await ReadAsync(token);
        }

        return list;
    }

    private async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> conversation)
    {
        try
        {
            return await conversation(_limit.Token);
        }
        catch (Exception problem) when (problem is IOException or SocketException or OperationCanceledException or AuthenticationException or CryptographicException)
        {
            throw new RedisUnreachableException(problem.Message, problem);
        }
    }
}
