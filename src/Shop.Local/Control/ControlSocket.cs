using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Shop.Local.Control;

/// <summary>
/// The socket between the commands and the supervisor. The path of a socket may have 107 bytes, a checkout may lie deeper: so it is named
/// through an open handle on its folder.
/// </summary>
internal sealed partial class ControlSocket : IDisposable
{
    private const string Name = "control.sock";
    private const int PathOnly = 0x200000 | 0x80000; // O_PATH, O_CLOEXEC

    private readonly SafeFileHandle _folder;

    public ControlSocket(string directory)
    {
        _folder = new SafeFileHandle(Open(directory, PathOnly), ownsHandle: true);
        if (_folder.IsInvalid)
        {
            throw new Refusal($"{directory} can't be opened.");
        }
    }

    private string ShortPath => $"/proc/self/fd/{_folder.DangerousGetHandle()}/{Name}";

    public Socket Listen()
    {
        File.Delete(ShortPath);
        var listener = New();
        listener.Bind(new UnixDomainSocketEndPoint(ShortPath));
        listener.Listen();
        return listener;
    }

    /// <exception cref="SocketException">Nobody listens.</exception>
    public async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        var socket = New();
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(ShortPath), cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Dispose();

    private static Socket New() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
